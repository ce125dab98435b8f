const questions = [...document.querySelectorAll('details[data-state]')]
const buttons = [...document.querySelectorAll('.filter button')]
const words = document.querySelector('.filter input')
let wanted = 'all'
const show = () => {
  const text = words.value.toLowerCase()
  for (const question of questions) {
    const states = question.dataset.state.split(' ')
    question.hidden = wanted !== 'all' && !states.includes(wanted) || !question.textContent.toLowerCase().includes(text)
  }
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.show === wanted))
}
for (const button of buttons) button.addEventListener('click', () => { wanted = button.dataset.show; show() })
words.addEventListener('input', show)
show()
